"""languages/en"""
