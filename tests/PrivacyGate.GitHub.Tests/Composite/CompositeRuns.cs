using PrivacyGate.GitHub.Tests.StandIn;

namespace PrivacyGate.GitHub.Tests.Composite;

/// <summary>The action over the samples, as a workflow would run it.</summary>
internal static class CompositeRuns
{
    public static CompositeAction Clinic(string sample, string name = "tumour", bool withTool = true)
    {
        var action = new CompositeAction(withTool);
        FillClinic(action, sample, "", name);
        return action;
    }

    public static void FillClinic(CompositeAction action, string sample, string folder, string name = "tumour")
    {
        action.Write(folder + "privacygate.json", $$"""
            {
              "models": [
                { "name": "{{name}}", "path": "tumour.onnx", "members": "members.csv", "nonMembers": "holdout.csv", "label": "diagnosis",
                  "classes": ["benign", "malignant"], "attacks": ["loss", "gap"], "budget": { "advantage": 0.20 } }
              ]
            }
            """);
        System.IO.File.Copy(Repository.Path("samples", sample, "models", "tumour.onnx"), action.In(folder + "tumour.onnx"));
        System.IO.File.Copy(Repository.Path("samples", "data", "members.csv"), action.In(folder + "members.csv"));
        System.IO.File.Copy(Repository.Path("samples", "data", "holdout.csv"), action.In(folder + "holdout.csv"));
    }

    public static Task<ActionResult> Play(
        CompositeAction action, GitHubStandIn github, string eventName, string payload, string actor = "anna", long number = 812, params (string, string)[] inputs) =>
        Task.Run(() => action.Run(payload, Variables(github.Root, eventName, actor, number), inputs));

    public static Dictionary<string, string> Variables(Uri api, string eventName, string actor = "anna", long number = 812) => new()
    {
        ["GITHUB_API_URL"] = api.AbsoluteUri.TrimEnd('/'),
        ["GITHUB_SERVER_URL"] = "https://github.com",
        ["GITHUB_REPOSITORY"] = GitHubStandIn.Repository,
        ["GITHUB_SHA"] = SampleRuns.Sha,
        ["GITHUB_RUN_ID"] = "77",
        ["GITHUB_RUN_NUMBER"] = number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["GITHUB_RUN_ATTEMPT"] = "1",
        ["GITHUB_WORKFLOW"] = "privacy",
        ["GITHUB_JOB"] = "gate",
        ["GITHUB_EVENT_NAME"] = eventName,
        ["GITHUB_ACTOR"] = actor,
    };
}
