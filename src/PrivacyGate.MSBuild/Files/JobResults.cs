namespace PrivacyGate.MSBuild;

/// <summary>
/// On a build server, which results this very job has made. What lies in obj may have come with a commit or a restored
/// folder; what lies in a folder of the job outside the repository has not.
/// </summary>
internal sealed class JobResults
{
    /// <summary>What tells one job from the next: of GitHub, Azure DevOps, GitLab, Jenkins, TeamCity and others.</summary>
    private static readonly string[] JobNames =
    [
        "GITHUB_REPOSITORY", "GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT", "GITHUB_JOB",
        "SYSTEM_TEAMPROJECTID", "BUILD_BUILDID", "SYSTEM_JOBID",
        "CI_JOB_ID",
        "BUILD_TAG",
        "TEAMCITY_BUILDCONF_NAME", "BUILD_NUMBER",
        "CIRCLE_WORKFLOW_JOB_ID", "BUILDKITE_JOB_ID", "TRAVIS_JOB_ID", "APPVEYOR_JOB_ID", "BITBUCKET_STEP_UUID",
    ];

    /// <summary>Folders that a build server keeps for temporary files of a job.</summary>
    private static readonly string[] TemporaryFolders = ["RUNNER_TEMP", "AGENT_TEMPDIRECTORY", "WORKSPACE_TMP"];

    private readonly string stamp;
    private readonly string record;

    /// <param name="variable">An environment variable's value, or null.</param>
    /// <param name="stamp">Written when an audit finished.</param>
    public JobResults(Func<string, string?> variable, string stamp)
    {
        var parent = TemporaryFolders.Select(variable).FirstOrDefault(folder => !string.IsNullOrWhiteSpace(folder) && Directory.Exists(folder)) ?? Path.GetTempPath();
        var job = FileState.HashOfText(string.Join("\n", JobNames.Select(variable).Append(Environment.UserName)));
        var folder = Path.Combine(parent, "privacygate-job-" + job.Substring(0, 16));
        this.stamp = Path.GetFullPath(stamp);
        record = Path.Combine(folder, "stamps", FileState.HashOfText(this.stamp));
        Cache = Path.Combine(folder, "cache");
    }

    /// <summary>Where the audit keeps its results during this job.</summary>
    public string Cache { get; }

    /// <summary>Whether this job has written the stamp, and nobody has changed it since.</summary>
    public bool MadeStamp() => File.Exists(this.stamp) && File.Exists(record) && File.ReadAllText(record) == FileState.Hash(this.stamp);

    /// <summary>Whether what lies in obj counts: on a developer's machine, where the project says so, and where this job made it.</summary>
    public bool Believes(bool onBuildServer, string mode) => !onBuildServer || mode == "cached" || MadeStamp();

    public void Remember()
    {
        if (File.Exists(this.stamp))
        {
            AtomicFile.Write(record, FileState.Hash(this.stamp));
        }
    }
}
