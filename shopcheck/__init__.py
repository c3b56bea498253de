"""Preventiecheck Overvallen: a self-check against robbery for Dutch shops, bars and restaurants.

The map, from the inside out; each layer knows only what stands below it:

    web, cli                             doors for people: pages, commands
    usecases                             the verbs: start, save, finish, share, remark, print, close, forget
    store, letter, catalogue, jobs       doors to the database, to paper, to the questionnaire files, to the worker
    settings                             the environment
    logs                                 one line of JSON per thing that happens
    core                                 pure: questionnaire → response → assessment → advice
"""
