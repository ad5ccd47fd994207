using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using PrivacyGate;

const int Measurements = 30;

var app = WebApplication.CreateBuilder(args).Build();
using var session = new InferenceSession(Path.Combine(AppContext.BaseDirectory, "models", "tumour.onnx"));

app.MapPost("/diagnose", (float[] measurements) =>
{
    if (measurements.Length != Measurements)
    {
        return Results.BadRequest($"Send {Measurements} measurements of one tumour.");
    }

    var input = NamedOnnxValue.CreateFromTensor("features", new DenseTensor<float>(measurements, [1, Measurements]));
    using var outputs = session.Run([input]);
    var scores = ScoreGuard.Round(outputs[0].AsEnumerable<float>().ToArray(), 2);
    return Results.Ok(new { benign = scores[0], malignant = scores[1] });
});

app.Run();
