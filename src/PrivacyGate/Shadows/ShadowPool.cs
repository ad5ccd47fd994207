using PrivacyGate.Signals;

namespace PrivacyGate.Shadows;

/// <summary>The records that shadows may be trained on and those they are asked about.</summary>
/// <remarks>
/// A record that occurs on either side of the audit never stands among the others. Were it to stay, a shadow that
/// calls itself OUT of all audited records would have been trained on the non-members among them, since a holdout is
/// often part of the reference set: that alone tells the sides apart, with an area of .75 for a model without a leak.
/// </remarks>
public sealed class ShadowPool
{
    private ShadowPool(string source, RecordBatch audited, RecordBatch? others, int removed)
    {
        Source = source;
        Audited = audited;
        Others = others;
        Removed = removed;
    }

    /// <summary>A constant of <see cref="ShadowSources"/>.</summary>
    public string Source { get; }

    /// <summary>The audited records, in content order.</summary>
    public RecordBatch Audited { get; }

    /// <summary>Reference or synthetic records, in content order; null when there are none.</summary>
    public RecordBatch? Others { get; }

    /// <summary>Reference records left out because they occur on either side.</summary>
    public int Removed { get; }

    /// <summary>Whether audited records are trained on, or the others alone.</summary>
    public bool TrainsOnAudited => Source == ShadowSources.Auditor;

    /// <param name="source">A constant of <see cref="ShadowSources"/>.</param>
    /// <param name="audited">The records of <see cref="Samples.AuditInput"/>.</param>
    /// <param name="others">Reference or synthetic records in any order, feeding the same inputs; or null.</param>
    /// <param name="equalKeys">Keys of records dropped from both sides (<see cref="Samples.AuditSample.EqualKeys"/>).</param>
    /// <exception cref="InputException">Shadows are to be trained on other records alone, and none are left (PG0036).</exception>
    public static ShadowPool Create(string source, RecordBatch audited, RecordBatch? others, IReadOnlyList<UInt128> equalKeys)
    {
        HashSet<UInt128> taken = [.. audited.Keys, .. equalKeys];
        others = others is null ? null : QueryKeys.Of(others);
        int[] kept = others is null ? [] : [.. Enumerable.Range(0, others.Count).Where(row => !taken.Contains(others.Keys[row]))];
        if (source != ShadowSources.Auditor && kept.Length == 0)
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.NoRecords,
                FormattableString.Invariant($"no {source} record is left to train shadows on: all {others?.Count ?? 0} occur among members or non-members; give reference records of their own")));
        }

        var left = kept.Length == 0 ? null : (others! with { Subjects = null, Slices = [] }).Pick([.. kept.OrderBy(row => others.Keys[row])]);
        return new ShadowPool(source, audited, left, (others?.Count ?? 0) - kept.Length);
    }

    /// <summary>The training records of one shadow.</summary>
    public RecordBatch TrainingRecords(ShadowPlan plan)
    {
        RecordBatch[] parts =
        [
            .. plan.AuditedRows.Length > 0 ? [Audited.Pick(plan.AuditedRows)] : Array.Empty<RecordBatch>(),
            .. plan.OtherRows.Length > 0 ? [Others!.Pick(plan.OtherRows)] : Array.Empty<RecordBatch>(),
        ];
        return parts.Length == 1 ? parts[0] : RecordBatch.Join(parts);
    }
}

/// <summary>Where the records come from that shadows are trained on.</summary>
public static class ShadowSources
{
    /// <summary>The auditor's own: members and non-members alike, by a schedule that does not know which is which.</summary>
    public const string Auditor = "auditor";

    /// <summary>An attacker's who has records of the same kind but none of the audited ones.</summary>
    public const string Reference = "reference";

    /// <summary>Made up by climbing the target's confidence (Shokri et al. 2017).</summary>
    public const string ModelBased = "model-based";

    /// <summary>Made up column by column from the marginals.</summary>
    public const string StatisticsBased = "statistics-based";

    /// <summary>Real records with a share of their features changed.</summary>
    public const string Noisy = "noisy";
}
