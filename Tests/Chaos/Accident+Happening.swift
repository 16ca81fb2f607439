import FaultRig

extension Accident {
    private static let dayMilliseconds: Int64 = 86_400_000

    /// Lets it happen.
    func happen(to scene: Scene) async throws {
        await Patience.pause(milliseconds: delay)
        let (traveller, bureau) = (scene.travellers[place], scene.bureau)
        switch kind {
        case .nothing: return
        case .agentKilled:
            scene.mayEnd(traveller.name)
            await traveller.kill()
            // Nothing starts on a disk that is full.
            try traveller.sabotage.heal()
            try await traveller.start()
        case .agentKilledAtWrite:
            scene.mayEnd(traveller.name)
            try traveller.sabotage.killAtWrite(Int64(number % 80 + 1))
        case .agentFrozen:
            traveller.freeze()
            await Patience.pause(milliseconds: number % 2_000)
            traveller.thaw()
        case .agentDiskFull: try traveller.sabotage.fillDisk(afterWrites: Int64(number % 40))
        case .agentDiskBroken:
            scene.mayEnd(traveller.name)
            scene.isBroken(traveller.name)
            try traveller.sabotage.breakFlushing()
        case .agentClockMoved:
            try traveller.sabotage.moveClock(
                byMilliseconds: Int64(number % 7_300 - 3_650) * Self.dayMilliseconds)
        case .lineCut: traveller.line.cut()
        case .lineBad: traveller.line.expect(fates)
        case .laptopCopied:
            scene.add(
                try await traveller.copied(
                    as: scene.newName(), at: bureau, ofOneMoment: number.isMultiple(of: 2)))
        case .laptopWentBack: try await goBack(traveller, of: scene)
        default: try await happen(to: bureau, of: scene)
        }
    }

    private func happen(to bureau: Bureau, of scene: Scene) async throws {
        switch kind {
        case .serverKilled:
            await bureau.kill()
            try await bureau.start()
        case .serverFrozen:
            bureau.freeze()
            await Patience.pause(milliseconds: number % 2_000)
            bureau.thaw()
        case .serverClockMoved:
            try bureau.sabotage.moveClock(
                byMilliseconds: Int64(number % 7 - 3) * Self.dayMilliseconds)
        case .databaseCutOff:
            try await bureau.cutOffDatabase()
            await Patience.pause(milliseconds: number % 1_000)
            try await bureau.startDatabase()
        case .serverWentBack: try await bureau.goBack(isTold: number.isMultiple(of: 2))
        default: return
        }
    }

    /// A laptop whose disk is lost: what it had not sent since the copy, nobody has any more.
    private func goBack(_ traveller: Traveller, of scene: Scene) async throws {
        scene.mayEnd(traveller.name)
        await traveller.kill()
        let mine = scene.deeds.all.filter { $0.laptop == traveller.name }
        let unsent = try await scene.bureau.unsent(mine)
        scene.deeds.forget(unsent)
        scene.history.add("    \(traveller.name) loses \(unsent.count) deeds that it had not sent")
        try traveller.sabotage.heal()
        try await traveller.goBack()
    }
}
