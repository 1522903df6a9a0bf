"""What several exercises of lesson 15 say."""


def folds(k: int) -> str:
    return "1 fold" if k == 1 else f"{k} folds"
