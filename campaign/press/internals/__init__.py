"""All that touches what WeasyPrint does not document, and so may change with any version of it.

Nothing else in the press knows a box, a layout or a stream of WeasyPrint's.
"""
