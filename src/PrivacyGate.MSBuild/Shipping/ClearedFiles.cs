namespace PrivacyGate.MSBuild;

/// <summary>What may ship, by its bytes: what verdicts are about, and what is exempt.</summary>
internal sealed class ClearedFiles(IReadOnlyList<AttackStamp> verdicts, IReadOnlyCollection<string> exempt)
{
    private readonly ILookup<string, FileState> audited = verdicts.SelectMany(verdict => verdict.Files).ToLookup(file => file.Sha256);

    public bool Holds(string? sha256) => sha256 is not null && (IsAudited(sha256) || exempt.Contains(sha256));

    public bool IsAudited(string sha256) => this.audited.Contains(sha256);

    /// <summary>
    /// Whether an audit of the model read these bytes from the file that it names. Where the audit read another path, as it
    /// does through a link, any audited file will do.
    /// </summary>
    public bool HoldsWeights(string model, string location, string sha256)
    {
        var places = this.audited[model].Select(file => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file.Path)!, Paths.Slashed(location)))).ToList();
        var audited = verdicts.SelectMany(verdict => verdict.Files).Where(file => places.Contains(file.Path)).Select(file => file.Sha256).ToList();
        return exempt.Contains(sha256) || (audited.Count > 0 ? audited.Contains(sha256) : IsAudited(sha256));
    }
}
