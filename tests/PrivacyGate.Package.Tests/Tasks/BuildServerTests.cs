using System.Diagnostics;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Tasks;

/// <summary>On a build server, a verdict is believed that this job has made, and no other: obj may have come with the commit.</summary>
public sealed class BuildServerTests : IDisposable
{
    private readonly ScriptedAudit _audit = new();

    public BuildServerTests()
    {
        Directory.CreateDirectory(_audit.In("temporary"));
        foreach (var (name, value) in new[] { ("CI", "true"), ("RUNNER_TEMP", _audit.In("temporary")), ("GITHUB_RUN_ID", "1"), ("GITHUB_JOB", "gate") })
        {
            _audit.Variables[name] = value;
        }
    }

    [Fact]
    public void A_verdict_of_this_job_holds_and_one_of_another_job_does_not()
    {
        // The tasks write what they were given: the first preparation makes the files that the stamp is about.
        Assert.False(_audit.VerdictHolds());
        Audit();
        Assert.True(_audit.VerdictHolds());

        _audit.Variables["GITHUB_RUN_ID"] = "2";
        Assert.True(_audit.VerdictHolds("cached"));
        Assert.False(_audit.VerdictHolds());
    }

    [Fact]
    public void A_verdict_that_came_with_the_checkout_does_not_hold()
    {
        _audit.Variables.Remove("CI");
        Assert.False(_audit.VerdictHolds());
        Audit();
        Assert.True(_audit.VerdictHolds());

        // The very files, and on a build server.
        _audit.Variables["CI"] = "1";
        _audit.Prepare().Execute();
        Assert.False(_audit.VerdictHolds());
    }

    [Fact]
    public void Results_are_kept_outside_the_repository_and_apart_from_those_of_other_jobs()
    {
        var first = Cache();
        Assert.StartsWith(_audit.In("temporary"), first, StringComparison.Ordinal);
        Assert.Equal(first, Cache());
        _audit.Variables["GITHUB_RUN_ID"] = "2";
        Assert.NotEqual(first, Cache());
        _audit.Variables.Remove("CI");
        Assert.Equal(_audit.In("obj/cache"), Cache());
    }

    [Theory]
    [InlineData("obj/cache/key.json")]
    [InlineData("obj/gate/verdict.tsv")]
    public void Results_under_version_control_are_refused(string result)
    {
        _audit.Variables.Remove("CI");
        Git("init", "-q");
        Directory.CreateDirectory(_audit.In("obj/cache"));
        File.WriteAllText(_audit.In(result), "{}");
        Assert.True(_audit.Prepare().Execute());

        Git("add", "-f", result);
        Assert.False(_audit.Prepare().Execute());
        var error = Assert.Single(_audit.Engine.Errors);
        Assert.Equal("PG0122", error.Code);
        Assert.StartsWith(result + " is a result of the gate under version control", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _audit.Dispose();

    private string Cache()
    {
        var task = _audit.Prepare();
        Assert.True(task.Execute());
        return task.EffectiveCache.Replace('\\', '/');
    }

    private void Audit() => Assert.True(_audit.Run(ScriptedAudit.Pass + ScriptedAudit.Line(ScriptedAudit.HashOf(_audit.Model), _audit.Model)));

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _audit.In("") })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
