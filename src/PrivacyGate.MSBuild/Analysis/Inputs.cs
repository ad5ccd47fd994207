namespace PrivacyGate.MSBuild;

/// <summary>Whether what the last audit read, but for the models, is as it was. If not, the gate audits again after this compile.</summary>
internal sealed class Inputs(GateFolder gate, string projectDirectory)
{
    private readonly AttackStamp? stamp = AttackStamp.Read(gate.Stamp, projectDirectory);

    /// <param name="apart">Full paths of files that are compared elsewhere.</param>
    public bool Hold(ISet<string> apart) =>
        File.Exists(gate.InputList)
        && InputList.Read(gate.InputList).Where(file => !apart.Contains(file.Path)).All(file => Holds(file.Path, file.Sha256));

    /// <summary>The bytes decide, but for a large file that has the length and the time of the last run.</summary>
    public bool Holds(string path, string sha256) =>
        stamp?.Files.FirstOrDefault(state => state.Path == path && state.Sha256 == sha256)?.LooksUnchanged() == true
        || FileState.Of(new AuditedFile(path, sha256)) is not null;
}
