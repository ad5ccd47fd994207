using PrivacyGate.Onnx.Messages;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>Quantises <see cref="MemorizedNetwork"/> by hand: q = round(x / scale) + zero, and numbers are (q - zero) x scale.</summary>
internal static class QuantisedNetwork
{
    /// <param name="model">Inputs x, weights w1, b1, w2, b2, score z.</param>
    /// <param name="form">How.</param>
    /// <param name="calibration">Records that show how far activations reach.</param>
    /// <param name="opset">Version of the standard operators.</param>
    /// <returns>The model, and what its weights then are by the name of the weight.</returns>
    public static (ModelProto Model, IReadOnlyDictionary<string, float[]> Numbers) Of(ModelProto model, QuantisedForm form, RecordBatch calibration, long opset)
    {
        var writer = new QuantisedWriter(model, form);
        var x = (float[])calibration.Features[0].Values;
        (var w1, var b1) = (writer.Floats("w1"), writer.Floats("b1"));
        var hidden = b1.Length;
        (float most, float products, float last) = (0, 0, 0);
        var w2 = writer.Floats("w2");
        var scores = w2.Length / hidden;
        for (var row = 0; row < calibration.Count; row++)
        {
            var units = new float[hidden];
            for (var unit = 0; unit < hidden; unit++)
            {
                var sum = b1[unit];
                for (var j = 0; j < MemorizedNetwork.Width; j++)
                {
                    sum += x[(row * MemorizedNetwork.Width) + j] * w1[(j * hidden) + unit];
                }

                most = Math.Max(most, sum);
                products = Math.Max(products, Math.Abs(sum - b1[unit]));
                units[unit] = Math.Max(0, sum);
            }

            for (var score = 0; score < scores; score++)
            {
                last = Math.Max(last, Math.Abs(units.Select((unit, i) => unit * w2[(i * scores) + score]).Sum()));
            }
        }

        writer.Products = products;
        writer.Layer("x", "w1", "b1", MemorizedNetwork.Width, hidden, x.Max(Math.Abs), symmetric: true, "h");
        var swallows = form is not (QuantisedForm.Dynamic or QuantisedForm.Written or QuantisedForm.Halves);
        if (!swallows)
        {
            writer.Node("Relu", ["h"], "r");
        }

        writer.Products = last;
        writer.Layer(swallows ? "h" : "r", "w2", "b2", hidden, writer.Floats("b2").Length, most, symmetric: false, "z");
        return (writer.Model(opset), writer.Numbers);
    }
}
