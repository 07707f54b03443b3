"""Documents of office programs: packages of XML (ECMA-376 Office Open XML, ISO/IEC 26300 OpenDocument).

They are kept as they were made, without what nothing in them leads to. What could run, open by itself or
carry another file is refused: nothing can be taken out without changing what the person sends (ADR 0119).
"""
