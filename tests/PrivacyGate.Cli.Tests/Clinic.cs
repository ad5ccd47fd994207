namespace PrivacyGate.Cli.Tests;

/// <summary>A folder with one of the sample models and its real records, ready to be checked or spoiled.</summary>
internal sealed class Clinic : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private Clinic(string sample)
    {
        System.IO.File.Copy(Repository.Path("samples", sample, "models", "tumour.onnx"), File("tumour.onnx"));
        System.IO.File.Copy(Repository.Path("samples", "data", "members.csv"), File("members.csv"));
        System.IO.File.Copy(Repository.Path("samples", "data", "holdout.csv"), File("holdout.csv"));
        WriteSpec();
    }

    public string Path => folder.Path;

    public static Clinic Leaky() => new("LeakyClinic");

    public static Clinic Private() => new("PrivateClinic");

    public string File(params ReadOnlySpan<string> parts) => folder.File(parts);

    public string[] Names() => folder.Names();

    public void Write(string name, string text) => folder.Write(name, text);

    public string Read(string name) => System.IO.File.ReadAllText(File(name));

    /// <summary>The spec; <paramref name="more"/> is put into the model's object, one line below its path.</summary>
    public void WriteSpec(string more = "\"budget\": { \"advantage\": 0.20 }", string path = "tumour.onnx", string members = "\"members.csv\"", string nonMembers = "\"holdout.csv\"", string label = "diagnosis") =>
        Write("privacygate.json", $$"""
            {
              "models": [
                {
                  "path": "{{path}}",
                  "members": {{members}},
                  "nonMembers": {{nonMembers}},
                  "label": "{{label}}",
                  "classes": ["benign", "malignant"],
                  {{more}}
                }
              ]
            }
            """);

    public ToolRun Check(params string[] arguments) => Tool.Run(Path, ["check", "--out", "out", .. arguments]);

    /// <summary>As the build and a shell start it.</summary>
    public ToolRun CheckAsProcess(params string[] arguments) => Tool.RunAsProcess(Path, ["check", "--out", "out", .. arguments]);

    public void Dispose() => folder.Dispose();
}
