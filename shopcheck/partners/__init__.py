"""What partners receive: the only door to their machines.

webhook.py   a signed notice     sftp.py   the whole release     mail.py   a link     outside.py   the way there
"""
