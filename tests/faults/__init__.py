"""Nothing lost, nothing twice: what holds when processes die, buttons are pressed twice and two tabs disagree.

Short in an ordinary run; `script/faults` does the same with larger counts.
"""
