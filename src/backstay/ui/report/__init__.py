"""The one page for a professional: painted once, shown, printed and written as PDF from the same painting."""
