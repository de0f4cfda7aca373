package dev.assay.appraisal.finding;

/// What is wrong with the event log, or between the log and the quoted PCR values or the host's own
/// word.
public sealed interface LogFinding extends Finding
    permits EventLogAbsent,
        EventLogMalformed,
        EventLogNotCryptoAgile,
        EventLogNotOfTpm,
        BankNotInLog,
        ReplayMismatch,
        UnmeasuredPcrNotReset,
        BankIncomplete,
        BankEmpty,
        BanksDisagree,
        SeparatorMissing,
        SeparatorError,
        AuthorityNotInDb,
        DebugModeEnabled,
        FirmwareVersionDiffers,
        OddFinding {}
