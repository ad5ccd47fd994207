namespace PrivacyGate.Run.Options;

/// <summary>What an audit is asked for beside its spec. The outside world comes in here and nowhere else.</summary>
/// <param name="Profile">How much an audit may cost where the spec is silent.</param>
/// <param name="Cache">The folder where results are kept, or null to keep none.</param>
/// <param name="Seed">Replaces the seed of the spec; null to leave it.</param>
public sealed record RunOptions(Profile Profile, string? Cache, long? Seed)
{
    /// <summary>Whether a training command of the spec is started. A spec with a command is code: it is not, where the spec is not trusted.</summary>
    public bool AllowsCommand { get; init; } = true;

    /// <summary>Assemblies that read formats of models other than ONNX. A spec cannot name one: they are code.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>Threads at most. No figure follows from it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Told how far a run is; called from any thread.</summary>
    public IProgress<RunProgress>? Progress { get; init; }
}

/// <param name="Model">The model's name.</param>
/// <param name="Step">What is done, in words that precede the count.</param>
/// <param name="Count">How often it was done.</param>
public readonly record struct RunProgress(string Model, string Step, long Count);
