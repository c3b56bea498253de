"""The pure part: values and functions. No I/O, no clock, no randomness, no framework.

Reading order: errors, conditions, questionnaire, response, findings, scores, assessment, advice;
noise, statistics, release, publication.
"""
