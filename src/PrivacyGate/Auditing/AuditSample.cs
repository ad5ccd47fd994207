using PrivacyGate.Auditing.Controls;

namespace PrivacyGate.Auditing;

/// <summary>All that one audit rests on.</summary>
/// <param name="Input">What attacks may look at.</param>
/// <param name="Truth">What evaluation alone sees.</param>
/// <param name="Counts">Records read, dropped and judged.</param>
/// <param name="Accuracy">The model's accuracy on each side.</param>
public sealed record AuditSample(AuditInput Input, Truth Truth, RecordCounts Counts, SideAccuracy Accuracy)
{
    /// <summary>Keys of the records dropped because they occur on both sides: no shadow may be trained on them either. Empty unless records were kept.</summary>
    public IReadOnlyList<UInt128> EqualKeys { get; init; } = [];

    /// <summary>What negative controls look at, or null when nothing was kept for them.</summary>
    public ControlSample? Controls { get; init; }
}
