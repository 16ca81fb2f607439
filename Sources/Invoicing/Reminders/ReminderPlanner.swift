/// Decides what is due about one invoice at a moment.
///
/// 1. Of the schedule's steps that have come only the latest counts: what was missed stays missed,
///    and a step before the due date no longer goes out after it.
/// 2. A step that had come when the invoice was issued never goes out, nor one before the due date
///    that had come when it was first delivered.
/// 3. Nothing goes out within 24 hours of the first delivery, nor outside the window.
/// 4. After the due date a step waits while a laptop is silent, from the moment at which it could
///    first go out, for the time that the policy sets. The owner is told once before that time
///    ends.
/// 5. A step whose key is entered is done, for ever.
package struct ReminderPlanner: Sendable {
    /// How the book reminds.
    package let policy: ReminderPolicy
    /// The book's time zone.
    package let zone: ZoneRules

    /// Takes the book's policy and zone.
    package init(policy: ReminderPolicy, zone: ZoneRules) {
        self.policy = policy
        self.zone = zone
    }

    /// What is to be done.
    ///
    /// - Parameters:
    ///   - done: the keys entered so far.
    ///   - heard: when each laptop of the book that is still in use was last heard.
    package func decide(
        _ subject: ReminderSubject, at now: Moment, done: Set<ReminderKey>, heard: [Moment]
    ) -> ReminderDecision {
        if let exclusion = subject.exclusion { return .excluded(exclusion) }
        let steps = steps(of: subject)
        let today = zone.date(at: now)
        let next = steps.first { $0.date > today }.map { earliest($0, subject) }
        guard let step = steps.last(where: { $0.date <= today }) else {
            return .nothing(next: next)
        }
        let key = step.key(.offset(step.offset), subject)
        let isPast = step.offset <= 0 && today > subject.dueDate
        if isPast || done.contains(key) || subject.stopped.contains(step.offset) {
            return .nothing(next: next)
        }
        let ready = earliest(step, subject)
        guard ready <= now else { return .nothing(next: min(ready, next ?? .last)) }
        return release(step, subject, at: now, ready: ready, done: done, heard: heard)
    }

    /// Sends now, or waits for the window or a silent laptop.
    private func release(
        _ step: Step, _ subject: ReminderSubject, at now: Moment, ready: Moment,
        done: Set<ReminderKey>, heard: [Moment]
    ) -> ReminderDecision {
        let key = step.key(.offset(step.offset), subject)
        if step.offset > 0, isSilent(heard, at: now) {
            let end = ready.adding(seconds: policy.holdSecondsMax)
            let notice = step.key(.notice(offset: step.offset), subject)
            let noticeAt = end.adding(seconds: -policy.noticeSeconds)
            if policy.holdSecondsMax > 0, now >= noticeAt, !done.contains(notice) {
                return .tellOwner(
                    notice, goesOut: policy.window.opening(from: max(end, now), in: zone))
            }
            if now < end {
                return .held(key, until: policy.window.opening(from: end, in: zone))
            }
        }
        let opening = policy.window.opening(from: now, in: zone)
        return opening > now ? .nothing(next: opening) : .send(key, open: subject.open)
    }

    private func isSilent(_ heard: [Moment], at now: Moment) -> Bool {
        heard.contains { $0.seconds(until: now) > policy.silenceSeconds }
    }

    /// When a step could first go out, if no laptop were silent.
    private func earliest(_ step: Step, _ subject: ReminderSubject) -> Moment {
        var moment = zone.moment(of: step.date)
        if let delivery = subject.firstDelivery {
            moment = max(moment, delivery.adding(seconds: 86_400))
        }
        return policy.window.opening(from: moment, in: zone)
    }

    /// The steps that can go out at all, ascending.
    private func steps(of subject: ReminderSubject) -> [Step] {
        let schedule = subject.schedule ?? policy.schedule
        let delivered = subject.firstDelivery.map(zone.date(at:)) ?? subject.issueDate
        return schedule.offsets.compactMap { offset in
            guard let date = try? subject.dueDate.adding(days: offset),
                date > subject.issueDate, date > delivered || offset > 0
            else { return nil }
            return Step(offset: offset, date: date)
        }
    }

    private struct Step {
        let offset: Int
        let date: CivilDate

        func key(_ rule: ReminderKey.Rule, _ subject: ReminderSubject) -> ReminderKey {
            ReminderKey(invoice: subject.invoice, rule: rule, occurrence: subject.dueDate)
        }
    }
}

/// A reminder that a person asked for at a moment.
package struct ManualReminder: Hashable, Sendable {
    /// The record.
    package let reference: Reference
    /// When it is to go out.
    package let when: Moment
    /// Whether it was called off.
    package let isCancelled: Bool

    /// Takes a reminder.
    package init(reference: Reference, when: Moment, isCancelled: Bool = false) {
        self.reference = reference
        self.when = when
        self.isCancelled = isCancelled
    }
}

extension ReminderPlanner {
    /// What is to be done about a reminder made by hand: it goes out at its moment, whatever
    /// schedule, window and opt-out say, unless the invoice is settled, void or disputed.
    package func decide(
        _ reminder: ManualReminder, _ subject: ReminderSubject, at now: Moment,
        done: Set<ReminderKey>
    ) -> ReminderDecision {
        if let exclusion = subject.exclusion, exclusion != .optedOut { return .excluded(exclusion) }
        let key = ReminderKey(
            invoice: subject.invoice, rule: .manual(reminder.reference),
            occurrence: zone.date(at: reminder.when))
        guard !reminder.isCancelled, !done.contains(key) else { return .nothing(next: nil) }
        return reminder.when <= now ? .send(key, open: subject.open) : .nothing(next: reminder.when)
    }
}
