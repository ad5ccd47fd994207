using System.Text.Json;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>What PyTorch 1.13 did (fixtures/make_optimizers.py).</summary>
internal static class Golden
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(Path.Combine(Fixture.Folder, "optimizers.json"))).RootElement;

    public static float[] Start => Root.GetProperty("start").Deserialize<float[]>()!;

    public static float[][] Gradients => Root.GetProperty("gradients").Deserialize<float[][]>()!;

    public static float[][] Trace(string name) => Root.GetProperty("traces").GetProperty(name).Deserialize<float[][]>()!;

    public static double[] Schedule(string name) => Root.GetProperty("schedules").GetProperty(name).Deserialize<double[]>()!;

    public static JsonElement Network => Root.GetProperty("network");
}
