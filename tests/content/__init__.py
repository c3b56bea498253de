"""The real questionnaire keeps what the model promises."""
