package dev.assay.appraisal.finding;

/// How a boot differs from the golden sets of its board model or from its siblings, or why it could
/// not be compared.
public sealed interface GoldenFinding extends Finding
    permits NoGoldenSet,
        NoCommonBank,
        EventChanged,
        EventAdded,
        EventMissing,
        EventReordered,
        PcrValueDiffers,
        SecureBootFinding,
        FirmwareRolledBack,
        OsLayerNotJudged,
        ExcusedByQuirk,
        AwaitsGoldenSet,
        MeasurementRare {}
