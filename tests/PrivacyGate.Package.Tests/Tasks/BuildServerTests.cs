using System.Diagnostics;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Tasks;

/// <summary>On a build server, a verdict is believed that this job has made, and no other: obj may have come with the commit.</summary>
public sealed class BuildServerTests : IDisposable
{
    private readonly ScriptedAudit audit = new();

    public BuildServerTests()
    {
        Directory.CreateDirectory(audit.In("temporary"));
        foreach (var (name, value) in new[] { ("CI", "true"), ("RUNNER_TEMP", audit.In("temporary")), ("GITHUB_RUN_ID", "1"), ("GITHUB_JOB", "gate") })
        {
            audit.Variables[name] = value;
        }
    }

    [Fact]
    public void A_verdict_of_this_job_holds_and_one_of_another_job_does_not()
    {
        // The tasks write what they were given: the first preparation makes the files that the stamp is about.
        Assert.False(audit.VerdictHolds());
        Audit();
        Assert.True(audit.VerdictHolds());

        audit.Variables["GITHUB_RUN_ID"] = "2";
        Assert.True(audit.VerdictHolds("cached"));
        Assert.False(audit.VerdictHolds());
    }

    [Fact]
    public void A_verdict_that_came_with_the_checkout_does_not_hold()
    {
        audit.Variables.Remove("CI");
        Assert.False(audit.VerdictHolds());
        Audit();
        Assert.True(audit.VerdictHolds());

        // The very files, and on a build server.
        audit.Variables["CI"] = "1";
        audit.Prepare().Execute();
        Assert.False(audit.VerdictHolds());
    }

    [Fact]
    public void Results_are_kept_outside_the_repository_and_apart_from_those_of_other_jobs()
    {
        var first = Cache();
        Assert.StartsWith(audit.In("temporary"), first, StringComparison.Ordinal);
        Assert.Equal(first, Cache());
        audit.Variables["GITHUB_RUN_ID"] = "2";
        Assert.NotEqual(first, Cache());
        audit.Variables.Remove("CI");
        Assert.Equal(audit.In("obj/cache"), Cache());
    }

    [Theory]
    [InlineData("obj/cache/key.json")]
    [InlineData("obj/gate/verdict.tsv")]
    public void Results_under_version_control_are_refused(string result)
    {
        audit.Variables.Remove("CI");
        Git("init", "-q");
        Directory.CreateDirectory(audit.In("obj/cache"));
        File.WriteAllText(audit.In(result), "{}");
        Assert.True(audit.Prepare().Execute());

        Git("add", "-f", result);
        Assert.False(audit.Prepare().Execute());
        var error = Assert.Single(audit.Engine.Errors);
        Assert.Equal("PG0122", error.Code);
        Assert.StartsWith(result + " is a result of the gate under version control", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => audit.Dispose();

    private string Cache()
    {
        var task = audit.Prepare();
        Assert.True(task.Execute());
        return task.EffectiveCache.Replace('\\', '/');
    }

    private void Audit() => Assert.True(audit.Run(ScriptedAudit.Pass + ScriptedAudit.Line(ScriptedAudit.HashOf(audit.Model), audit.Model)));

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = audit.In("") })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
