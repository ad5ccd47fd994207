namespace PrivacyGate.MSBuild;

/// <summary>What lies in the folder privacygate beside the compiler's output, one a configuration, target framework and runtime identifier.</summary>
internal sealed class GateFolder(string path)
{
    /// <summary>Without a slash at the end, as it stands in messages.</summary>
    public string Path { get; } = Paths.Trimmed(path);

    /// <summary>The spec made of PrivacyGateModel items.</summary>
    public string Spec => In("spec.json");

    /// <summary>All effective values; an input of the attack.</summary>
    public string InputsCache => In("inputs.cache");

    /// <summary>Written when an audit finished; the output of the attack.</summary>
    public string Stamp => In("attack.stamp");

    /// <summary>Rows to log, written by the command line.</summary>
    public string Verdict => In("verdict.tsv");

    /// <summary>Hashes and paths of what the audit read, written by the command line.</summary>
    public string InputList => In("inputs.txt");

    /// <summary>Models, their verdicts and data files, for the analyzers, written by the command line.</summary>
    public string Models => In("models.tsv");

    /// <summary>The inputs of an audit by a privacygate.json, for Visual Studio's up-to-date check.</summary>
    public string UpToDate => In("up-to-date.props");

    public string Log => In("privacygate.log");

    /// <summary>There only while the last verdict holds no error: the output Visual Studio's up-to-date check looks at.</summary>
    public string Passed => In("passed");

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
