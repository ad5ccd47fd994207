using System.Text;

namespace PrivacyGate.Fuzz.Tests.Seeds;

/// <summary>A folder that check passes or fails in a second: one of the sample models and sixty of its records a side.</summary>
internal static class Clinic
{
    public const string Model = "tumour.onnx";
    public const string Members = "members.csv";
    public const string Spec = "privacygate.json";
    private const string Holdout = "holdout.csv";
    private const int Records = 60;

    public static byte[] ModelBytes { get; } = File.ReadAllBytes(Repository.Path("samples", "PrivateClinic", "models", Model));

    public static byte[] SpecBytes { get; } = """
        { "models": [ { "path": "tumour.onnx", "members": "members.csv", "nonMembers": "holdout.csv", "label": "diagnosis", "classes": ["benign", "malignant"],
          "budget": { "advantage": 0.2 }, "limits": { "nodes": 100000, "memory": 256 } } ] }
        """u8.ToArray();

    /// <summary>Writes the files that are not there.</summary>
    public static void Complete(string folder)
    {
        foreach (var (name, content) in new[] { (Model, ModelBytes), (Members, Cut(Members)), (Holdout, Cut(Holdout)), (Spec, SpecBytes) })
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
            {
                File.WriteAllBytes(path, content);
            }
        }
    }

    private static byte[] Cut(string name) => Encoding.UTF8.GetBytes(string.Join('\n', File.ReadLines(Repository.Path("samples", "data", name)).Take(1 + Records)) + "\n");
}
