import TagPluginKit

/// PatientAge in years; where it is not recorded, from PatientBirthDate and StudyDate.
///
/// Weeks and months never become years by their number: every age goes by its days, with 365.25 days a year.
/// De-identification shifts dates, each by itself at times, and devices fill in a birth date when they have none: an age
/// that such dates make impossible is not inferred.
struct AgeParser: TagParser {
    let claim: Claim
    private let age: InputTag
    private let birth: InputTag
    private let study: InputTag
    private let years: NumericColumn

    /// In years.
    fileprivate static let oldest = 130.0
    private static let unrecorded = 999.0
    private static let toleratedDifference = 2.0

    init() {
        var claim = Claim(infers: true)
        age = claim.claimed("PatientAge")
        birth = claim.context("PatientBirthDate")
        study = claim.context("StudyDate")
        years = claim.number("PatientAge", unit: "a", "age in years of 365.25 days")
        self.claim = claim
    }

    func parse(_ input: borrowing Input, answer: borrowing Answer) throws(Rejection) {
        let inferred = InferredAge(birth: input.text(birth), study: input.text(study))
        if let rule = missingRule(input) { return infer(inferred, rule: rule, answer) }
        let recorded = try AgeSyntax(input.text(age))
        if let rule = missingRule(recorded) { return infer(inferred, rule: rule, answer) }
        guard recorded.days <= Self.oldest * AgeSyntax.daysPerYear else { throw Rejection("age above 130 years") }

        for repair in recorded.repairs { answer.repaired(repair) }
        tell(days: recorded.days, answer)
        if case .days(let days) = inferred {
            let difference = abs(recorded.days - Double(days)) / AgeSyntax.daysPerYear
            if difference > Self.toleratedDifference {
                answer.contradiction("PatientAge and the dates differ by more than 2 years")
            }
        }
    }

    private func infer(_ inferred: InferredAge, rule: String, _ answer: borrowing Answer) {
        switch inferred {
        case .days(let days):
            answer.inferred("PatientBirthDate and StudyDate")
            tell(days: Double(days), answer)
        case .impossible(let reason): answer.missing("\(rule); \(reason)")
        case .unknown: answer.missing(rule)
        }
    }

    private func tell(days count: Double, _ answer: borrowing Answer) {
        answer.number(years, count / AgeSyntax.daysPerYear)
    }

    private func missingRule(_ input: borrowing Input) -> String? {
        input.isPresent(age) ? input.sentinel(age) : "no age"
    }

    /// Infants have an age in days, weeks or months: zero years is what devices write that were told nothing.
    private func missingRule(_ recorded: AgeSyntax) -> String? {
        guard recorded.unit == .years else { return nil }
        if recorded.count == 0 { return "zero years means not recorded" }
        if recorded.count == Self.unrecorded { return "999 years means not recorded" }
        return nil
    }
}

/// The age that two dates give.
private enum InferredAge {
    case days(Int)
    case impossible(String)
    /// A date is missing or is none.
    case unknown

    init(birth: String, study: String) {
        guard let birth = CalendarDay(birth), let study = CalendarDay(study) else {
            self = .unknown
            return
        }
        let days = study.days(since: birth)
        if Self.defaults.contains(birth) {
            self = .impossible("birth date is a default")
        } else if days < 0 {
            self = .impossible("study before birth")
        } else if Double(days) > AgeParser.oldest * AgeSyntax.daysPerYear {
            self = .impossible("dates more than 130 years apart")
        } else {
            self = .days(days)
        }
    }

    /// What devices and de-identification fill in.
    private static let defaults = ["19000101", "18000101", "11111111"].compactMap(CalendarDay.init)
}
