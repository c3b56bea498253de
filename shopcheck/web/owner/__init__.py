"""The owner's journey: begin, code, questions, review, result, letter; stop, go on, forget. All without JavaScript."""
