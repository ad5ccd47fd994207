using System.Globalization;

namespace PrivacyGate.Onnx.Inference;

/// <summary>Class names that are whole numbers.</summary>
internal static class LabelNumber
{
    public static bool TryParse(string name, out long number) =>
        long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    public static long Parse(string name) => long.Parse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
