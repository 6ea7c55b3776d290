def model(options)
    return 1
