"""dummy"""


def page(folder: object) -> str:
    """dummy"""
    return ""
