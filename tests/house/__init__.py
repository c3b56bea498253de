"""The house: rules that hold for the whole tree. Each scan is also shown a text that breaks its rule."""
