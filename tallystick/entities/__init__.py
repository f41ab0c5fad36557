"""What texts name and count: actors and their gazetteers, numbers, money, dates and items."""
