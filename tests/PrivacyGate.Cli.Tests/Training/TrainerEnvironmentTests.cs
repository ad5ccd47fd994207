using PrivacyGate.Run.Training;

namespace PrivacyGate.Cli.Tests.Training;

/// <summary>The training command is code of the spec: it gets no secret, and no file by which a step changes the next.</summary>
public sealed class TrainerEnvironmentTests
{
    [Theory]
    [InlineData("GITHUB_ENV")]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("github_path")]
    [InlineData("ACTIONS_RUNTIME_TOKEN")]
    [InlineData("ACTIONS_ID_TOKEN_REQUEST_URL")]
    [InlineData("SYSTEM_ACCESSTOKEN")]
    [InlineData("INPUT_TOKEN")]
    [InlineData("PRIVACYGATE_INPUT_CONFIG")]
    [InlineData("NPM_AUTH_TOKEN")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    [InlineData("AZURE_STORAGE_ACCOUNT_KEY")]
    [InlineData("OPENAI_API_KEY")]
    [InlineData("db_password")]
    [InlineData("MSSQL_PWD")]
    [InlineData("ConnectionStrings__Default_ConnectionString")]
    [InlineData("GOOGLE_APPLICATION_CREDENTIALS")]
    [InlineData("SSH_AUTH_SOCK")]
    [InlineData("GH_PAT")]
    public void A_secret_is_withheld(string name)
    {
        var variables = new Dictionary<string, string?> { [name] = "hunter2", ["PATH"] = "/usr/bin" };
        TrainerEnvironment.Clean(variables);
        Assert.Equal(["PATH"], variables.Keys);
    }

    [Theory]
    [InlineData("PATH")]
    [InlineData("PWD")]
    [InlineData("OLDPWD")]
    [InlineData("HOME")]
    [InlineData("TMPDIR")]
    [InlineData("PYTHONPATH")]
    [InlineData("VIRTUAL_ENV")]
    [InlineData("CUDA_VISIBLE_DEVICES")]
    [InlineData("LD_LIBRARY_PATH")]
    [InlineData("KEYBOARD")]
    [InlineData("DOTNET_ROOT")]
    public void What_a_trainer_needs_stays(string name)
    {
        var variables = new Dictionary<string, string?> { [name] = "x" };
        TrainerEnvironment.Clean(variables);
        Assert.Equal([name], variables.Keys);
    }
}
