"""The road with its eight stops, walked once (`build`) or a thousand times (`batch/`)."""
