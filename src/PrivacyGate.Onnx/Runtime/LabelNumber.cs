using System.Globalization;

namespace PrivacyGate.Onnx.Runtime;

/// <summary>Class names that are numbers, in single precision where they have a fraction, as labels of models have.</summary>
internal static class LabelNumber
{
    public static bool TryParse(string name, out double number) =>
        double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    public static double Parse(string name) => double.Parse(name, NumberStyles.Float, CultureInfo.InvariantCulture);
}
