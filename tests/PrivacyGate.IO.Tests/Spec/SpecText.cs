using System.Text;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Tests.Spec;

/// <summary>Reads specs from text.</summary>
internal static class SpecText
{
    public const string Minimal = """{"models":[{"path":"m.onnx","members":"a.csv","nonMembers":"b.csv","label":"y"}]}""";

    public static SpecResult Read(string text, string root = "") => Read(Encoding.UTF8.GetBytes(text), root);

    public static SpecResult Read(byte[] bytes, string root = "")
    {
        var result = SpecReader.Parse(bytes, "privacygate.json", root);
        Assert.All(result.Errors, ScratchFolder.AssertPrintable);
        Assert.Equal(result.Spec is null, result.Errors.Count > 0);
        return result;
    }

    /// <summary>The one model of a spec without errors, with <paramref name="more"/> members besides the required ones.</summary>
    public static ModelSpec Model(string more = "")
    {
        var result = Read(With(more));
        Assert.Empty(result.Errors);
        return Assert.Single(result.Spec!.Models);
    }

    /// <summary>The minimal spec with more members in its model, which start at line 2, column 1.</summary>
    public static string With(string more) => Minimal.Replace("}]}", $",\n{more}\n}}]}}", StringComparison.Ordinal);
}
