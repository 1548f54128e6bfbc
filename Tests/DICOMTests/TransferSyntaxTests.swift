import DICOM
import DICOMTestSupport
import Testing

struct TransferSyntaxTests {
    @Test(arguments: [
        (Syntax.implicitLittle, TransferSyntax.implicitLittleEndian), (Syntax.explicitLittle, .explicitLittleEndian),
        (Syntax.explicitBig, .explicitBigEndian), (Syntax.deflated, .deflatedExplicitLittleEndian), (Syntax.jpeg, .explicitLittleEndian),
        ("1.2.840.10008.1.2.4.90", .explicitLittleEndian), ("1.2.840.10008.1.2.5", .explicitLittleEndian),
        ("1.2.840.10008.1.2.4.95", .deflatedExplicitLittleEndian), ("1.2.840.10008.1.2.4.205", .deflatedExplicitLittleEndian),
        ("1.2.840.113619.5.2", .implicitLittleEndian),
    ]) func known(_ uid: String, _ syntax: TransferSyntax) {
        #expect(TransferSyntax.named(uid).syntax == syntax)
        #expect(TransferSyntax.named(uid).isKnown)
    }

    @Test(arguments: ["1.2.3.4", "", "1.2.840.10008.1.20"]) func unknown(_ uid: String) {
        #expect(TransferSyntax.named(uid).syntax == .explicitLittleEndian)
        #expect(!TransferSyntax.named(uid).isKnown)
    }
}
