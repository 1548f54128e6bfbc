import Dictionaries

/// Small documents built as the DocBook form of PS3.6 is.
enum PartSixText {
    /// The text of one cell for each column; a row whose last cell begins with RET is set in italics, as retired ones are.
    static func row(_ cells: String...) -> String {
        let isRetired = cells.last?.hasPrefix("RET") ?? false
        return "        <tr valign=\"top\">\n" + cells.map { cell in
            let text = isRetired ? "\n              <emphasis role=\"italic\">\(cell)</emphasis>\n            " : cell
            return "          <td align=\"center\" colspan=\"1\" rowspan=\"1\">\n            <para>\(text)</para>\n          </td>\n"
        }.joined() + "        </tr>\n"
    }

    static func table(_ titles: [String] = ["Tag", "Name", "Keyword", "VR", "VM", ""], _ rows: String...) -> String {
        let head = titles.map { title in
            "            <th align=\"center\"><para>" + (title.isEmpty ? "" : "<emphasis role=\"bold\">\(title)</emphasis>") + "</para></th>\n"
        }.joined()
        return """
                <table frame="box" rules="all" label="6-1" xml:id="table_6-1">
                  <caption>Registry of DICOM Data Elements</caption>
                  <thead>
                    <tr valign="top">
            \(head)          </tr>
                  </thead>
                  <tbody>
            \(rows.joined())      </tbody>
                </table>

            """
    }

    static func book(_ tables: String..., subtitle: String = "DICOM PS3.6 2027a - Data Dictionary") -> String {
        """
        <?xml version="1.0" encoding="utf-8" standalone="no"?>
        <book xmlns="http://docbook.org/ns/docbook" xmlns:xl="http://www.w3.org/1999/xlink" xml:id="PS3.6" label="PS3.6" version="5.0">
          <title>PS3.6</title>
          <subtitle>\(subtitle)</subtitle>
          <info><copyright><year>2027</year><holder>NEMA</holder></copyright></info>
          <chapter xml:id="chapter_5" label="5" status="1">
            <title>Conventions</title>
            <para>A Data Element Tag is represented as (gggg,eeee). <olink targetdoc="PS3.5" targetptr="PS3.5"/></para>
          </chapter>
        \(tables.map { "  <chapter xml:id=\"chapter_6\">\n    <title>Registry of DICOM Data Elements</title>\n\($0)  </chapter>\n" }.joined())
        </book>
        """
    }

    static func dictionary(_ book: String, file: String = "part06.xml") throws -> DataDictionary {
        try DataDictionary(xml: Array(book.utf8), name: file)
    }
}
