namespace PrivacyGate.IO.Spec;

/// <summary>What a spec says of the limits of a model.</summary>
/// <param name="Nodes">Nodes of its graph with functions written out.</param>
/// <param name="Memory">Megabytes for one tensor whose size the model states itself.</param>
public sealed record LimitSpec(SpecValue<long> Nodes, SpecValue<long> Memory);
