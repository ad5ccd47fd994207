using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

const int Measurements = 30;

var app = WebApplication.CreateBuilder(args).Build();
using var session = new InferenceSession(Path.Combine(AppContext.BaseDirectory, "models", "tumour.onnx"));

app.MapPost("/diagnose", (float[] measurements) =>
{
    if (measurements.Length != Measurements)
    {
        return Results.BadRequest($"Send {Measurements} measurements of one tumour.");
    }

    var input = NamedOnnxValue.CreateFromTensor("float_input", new DenseTensor<float>(measurements, [1, Measurements]));
    using var outputs = session.Run([input]);
    var scores = outputs[1].AsEnumerable<NamedOnnxValue>().First().AsDictionary<string, float>();
    return Results.Ok(scores);
});

app.Run();
