namespace PrivacyGate.Auditing;

/// <summary>Attacks that the time did not suffice for: what they would have found is not known, so that a model cannot pass by them.</summary>
internal static class StoppedAttacks
{
    /// <summary>What the work made, or null when it was stopped first.</summary>
    public static T? UntilStopped<T>(Func<T> work, CancellationToken stop)
        where T : class
    {
        if (stop.IsCancellationRequested)
        {
            return null;
        }

        try
        {
            return work();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The report with a reservation that names them, and invalid when no attack is left.</summary>
    public static AuditReport Told(AuditReport report, IReadOnlyList<string> stopped, int attacks)
    {
        if (stopped.Count == 0)
        {
            return report;
        }

        var message = $"the time ended before all attacks were judged, without {string.Join(", ", stopped)}; give more time";
        return report with
        {
            Reservations = [.. report.Reservations, Diagnostic.Warning(DiagnosticIds.StoppedEarly, message)],
            Invalidity = stopped.Count < attacks ? report.Invalidity
                : Diagnostic.Error(DiagnosticIds.NoAttackPossible, "no attack was judged within the time budget; give more time"),
        };
    }
}
