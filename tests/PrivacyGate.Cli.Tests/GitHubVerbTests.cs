namespace PrivacyGate.Cli.Tests;

/// <summary>The verbs of the GitHub action where there is no runner. How they do on one, PrivacyGate.GitHub.Tests shows.</summary>
public class GitHubVerbTests
{
    private static readonly Dictionary<string, string?> NoRunner = Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(name => name.StartsWith("GITHUB_", StringComparison.Ordinal) || name.StartsWith("PRIVACYGATE_INPUT_", StringComparison.Ordinal))
        .ToDictionary(name => name, _ => (string?)null);

    [Fact]
    public void Publishing_outside_a_workflow_says_so()
    {
        var run = Tool.RunAsProcess(AppContext.BaseDirectory, NoRunner, "github", "publish");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("privacygate : error PG0011: GITHUB_REPOSITORY is not set", Assert.Single(run.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Checking_outside_a_workflow_takes_the_inputs_defaults()
    {
        using var clinic = Clinic.Private();
        clinic.WriteSpec("\"attacks\": [\"gap\"], \"budget\": { \"advantage\": 0.20 }");
        var run = Tool.RunAsProcess(clinic.Path, NoRunner, "github", "check");
        Assert.Equal(0, run.ExitCode);
        Assert.True(File.Exists(clinic.File("privacygate-report", "report.json")));
    }

    [Theory]
    [InlineData("github")]
    [InlineData("github", "chek")]
    [InlineData("github", "publish", "--token", "x")]
    public void Nothing_but_the_two_verbs_is_taken(params string[] arguments) =>
        Assert.Equal(2, Tool.RunAsProcess(AppContext.BaseDirectory, NoRunner, arguments).ExitCode);
}
