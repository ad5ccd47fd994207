namespace PrivacyGate.Models;

/// <summary>What a model may ask of the runtime before it is refused. Far above real models, and far below what brings a machine down.</summary>
/// <param name="Nodes">Nodes of the graph with functions written out; a call counts as 10 nodes and a subgraph as 25, which is what they cost.</param>
/// <param name="Megabytes">Memory, in units of 1,048,576 bytes, for one tensor whose size the model states itself.</param>
public sealed record ModelLimits(long Nodes, long Megabytes)
{
    /// <summary>The limits where a spec states none.</summary>
    public static ModelLimits Default { get; } = new(500_000, 4096);
}
