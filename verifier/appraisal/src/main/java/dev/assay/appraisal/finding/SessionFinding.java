package dev.assay.appraisal.finding;

/// What is wrong between a quote's counters and those of the machine's last one.
public sealed interface SessionFinding extends Finding
    permits ResetWithoutReboot,
        ResetCountWentBack,
        ClockWentBack,
        ClockBehindUptime,
        HostSlept,
        TpmFirmwareChanged {}
