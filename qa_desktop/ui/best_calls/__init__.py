"""Best calls 最佳对话征集: the drop box, the honour board, thank-you letters."""
