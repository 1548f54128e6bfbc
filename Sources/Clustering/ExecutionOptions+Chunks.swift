import Dispatch

extension ExecutionOptions {
    /// Splits `rows` into chunks of `grain` rows and computes one value a chunk, on several threads.
    ///
    /// Where the chunks end depends on `grain` alone, each chunk is computed by one thread, and the answers come
    /// back in chunk order: so whatever is folded from them is the same for any number of threads.
    ///
    /// - Parameters:
    ///   - rows: The rows to split.
    ///   - grain: Rows a chunk, at least 1.
    ///   - body: Computes the answer of one chunk; runs on several threads at once and must not write shared state.
    /// - Returns: The answers in chunk order.
    package func mapChunks<Answer: Sendable>(
        of rows: Range<Int>, grain: Int, _ body: @Sendable (Range<Int>) -> Answer
    ) -> [Answer] {
        let grain = max(1, grain)
        let chunks = stride(from: rows.lowerBound, to: rows.upperBound, by: grain).map { start in
            start..<min(rows.upperBound, start + grain)
        }
        let workers = min(threads ?? chunks.count, chunks.count)
        guard workers > 1 else { return chunks.map(body) }

        var answers = [Answer?](repeating: nil, count: chunks.count)
        answers.withUnsafeMutableBufferPointer { slots in
            // Safe to share: each slot is written once, by the worker that owns its index.
            nonisolated(unsafe) let slots = slots
            DispatchQueue.concurrentPerform(iterations: workers) { worker in
                for index in stride(from: worker, to: chunks.count, by: workers) {
                    slots[index] = body(chunks[index])
                }
            }
        }
        return answers.compactMap(\.self)
    }
}
