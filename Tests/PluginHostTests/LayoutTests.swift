import CTagPlugin
import Testing

/// The ABI is frozen: these numbers hold for every plugin that was ever built. A new field goes to the tail of its
/// struct, and then only the size below may grow.
@Suite("ABI layout, 64 bit")
struct LayoutTests {
    @Test("sizes and alignments")
    func sizes() {
        #expect(layout(tagplugin_text.self) == [16, 8])
        #expect(layout(tagplugin_value.self) == [24, 8])
        #expect(layout(tagplugin_input.self) == [32, 8])
        #expect(layout(tagplugin_column.self) == [64, 8])
        #expect(layout(tagplugin_claim.self) == [64, 8])
        #expect(layout(tagplugin_batch.self) == [48, 8])
        #expect(layout(tagplugin_fold.self) == [88, 8])
        #expect(layout(tagplugin_context.self) == [32, 8])
        #expect(layout(tagplugin_element.self) == [72, 8])
        #expect(layout(tagplugin_host.self) == [64, 8])
        #expect(layout(tagplugin_sink.self) == [96, 8])
        #expect(layout(tagplugin_plugin.self) == [96, 8])
    }

    private func layout<T>(_ type: T.Type) -> [Int] { [MemoryLayout<T>.size, MemoryLayout<T>.alignment] }

    @Test func text() {
        typealias T = tagplugin_text
        #expect([\T.bytes, \T.length].map(offset) == [0, 8])
    }

    @Test func value() {
        typealias T = tagplugin_value
        #expect([\T.text, \T.presence, \T.vr, \T.reserved].map(offset) == [0, 16, 20, 22])
    }

    @Test func input() {
        typealias T = tagplugin_input
        #expect([\T.struct_size, \T.abi_version, \T.path, \T.role, \T.reserved].map(offset) == [0, 4, 8, 24, 28])
    }

    @Test func column() {
        typealias T = tagplugin_column
        let fields = [\T.struct_size, \T.abi_version, \T.name, \T.unit, \T.description, \T.kind, \T.components]
        #expect(fields.map(offset) == [0, 4, 8, 24, 40, 56, 60])
    }

    @Test func claim() {
        typealias T = tagplugin_claim
        let start = [\T.struct_size, \T.abi_version, \T.kind, \T.flags, \T.inputs, \T.columns].map(offset)
        #expect(start == [0, 4, 8, 12, 16, 24])
        #expect([\T.input_count, \T.column_count, \T.vrs, \T.minimum_vm, \T.reserved].map(offset) == [32, 36, 40, 56, 60])
    }

    @Test func batch() {
        typealias T = tagplugin_batch
        let start = [\T.struct_size, \T.abi_version, \T.claim, \T.count, \T.input_count, \T.value_size].map(offset)
        #expect(start == [0, 4, 8, 12, 16, 20])
        #expect([\T.values, \T.keyword].map(offset) == [24, 32])
    }

    @Test func fold() {
        typealias T = tagplugin_fold
        let fields = [\T.struct_size, \T.abi_version, \T.term, \T.code, \T.scheme, \T.parent, \T.step, \T.sentinel, \T.trace]
        #expect(fields.map(offset) == [0, 4, 8, 24, 40, 56, 72, 76, 80])
    }

    @Test func context() {
        typealias T = tagplugin_context
        #expect([\T.path, \T.value].map(offset) == [0, 16])
    }

    @Test func element() {
        typealias T = tagplugin_element
        let start = [\T.struct_size, \T.abi_version, \T.keyword, \T.name, \T.vrs].map(offset)
        #expect(start == [0, 4, 8, 24, 40])
        #expect([\T.tag, \T.minimum_vm, \T.maximum_vm, \T.retired].map(offset) == [56, 60, 64, 68])
    }

    @Test func host() {
        typealias T = tagplugin_host
        #expect([\T.struct_size, \T.abi_version, \T.context, \T.fold, \T.lookup, \T.option, \T.log].map(offset) == [0, 4, 8, 16, 24, 32, 40])
        #expect(offset(\T.condition) == 48)
        #expect(offset(\T.recognize) == 56)
    }

    @Test func sink() {
        typealias T = tagplugin_sink
        #expect([\T.struct_size, \T.abi_version, \T.context, \T.number, \T.label, \T.flag].map(offset) == [0, 4, 8, 16, 24, 32])
        let notes = [\T.missing, \T.repaired, \T.folded, \T.inferred, \T.partial, \T.rejected, \T.contradiction].map(offset)
        #expect(notes == [40, 48, 56, 64, 72, 80, 88])
    }

    @Test func plugin() {
        typealias T = tagplugin_plugin
        let start = [\T.struct_size, \T.abi_version, \T.name, \T.version, \T.description, \T.claims].map(offset)
        #expect(start == [0, 4, 8, 24, 40, 56])
        #expect([\T.claim_count, \T.flags, \T.state, \T.parse, \T.finish].map(offset) == [64, 68, 72, 80, 88])
    }

    private func offset<T>(_ field: PartialKeyPath<T>) -> Int? { MemoryLayout<T>.offset(of: field) }

    @Test("constants")
    func constants() {
        #expect([TAGPLUGIN_ABI_MAJOR, TAGPLUGIN_ABI_MINOR] == [1, 2])
        #expect([TAGPLUGIN_OK, TAGPLUGIN_NOT_FOUND, TAGPLUGIN_BAD_ARGUMENT, TAGPLUGIN_UNSUPPORTED, TAGPLUGIN_FAILED] == [0, 1, 2, 3, 4])
        #expect([TAGPLUGIN_ABSENT, TAGPLUGIN_EMPTY, TAGPLUGIN_PRESENT] == [0, 1, 2])
        #expect([TAGPLUGIN_ROLE_CLAIMED, TAGPLUGIN_ROLE_CONTEXT] == [0, 1])
        #expect([TAGPLUGIN_KIND_NUMERIC, TAGPLUGIN_KIND_CATEGORICAL, TAGPLUGIN_KIND_FLAG] == [0, 1, 2])
        #expect([TAGPLUGIN_CLAIM_TUPLE, TAGPLUGIN_CLAIM_EVERY, TAGPLUGIN_CLAIM_INFERS, TAGPLUGIN_THREAD_SAFE] == [0, 1, 1, 1])
        let steps = [
            TAGPLUGIN_FOLD_EXACT, TAGPLUGIN_FOLD_SYNONYM, TAGPLUGIN_FOLD_NORMALIZED, TAGPLUGIN_FOLD_FINGERPRINT, TAGPLUGIN_FOLD_ABBREVIATION,
        ]
        #expect(steps == [0, 1, 2, 3, 4])
        #expect([TAGPLUGIN_LOG_DEBUG, TAGPLUGIN_LOG_INFO, TAGPLUGIN_LOG_WARNING, TAGPLUGIN_LOG_ERROR] == [0, 1, 2, 3])
    }
}
