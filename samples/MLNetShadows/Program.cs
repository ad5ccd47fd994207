using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

// MLNetShadows RECORDS.csv SEED MODEL.onnx: trains a classifier of tumours with ML.NET and exports it. The model that ships
// is made so, and so is each of its shadow models, which privacygate asks for with other records and another seed.
var (records, seed, path) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture), args[2]);
string[] header = File.ReadLines(records).First().Split(',');
string[] features = [.. header.Where(static name => name != "diagnosis")];

var ml = new MLContext(seed);
IDataView data = ml.Data.LoadFromTextFile(records, new TextLoader.Options
{
    HasHeader = true,
    Separators = [','],
    Columns = [.. header.Select(static (name, i) => new TextLoader.Column(name, name == "diagnosis" ? DataKind.String : DataKind.Single, i))],
});

IEstimator<ITransformer> pipeline = ml.Transforms.Concatenate("Features", features)
    .Append(ml.Transforms.Conversion.MapValueToKey("Label", "diagnosis"))
    .Append(ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 50)))
    .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

ITransformer model = pipeline.Fit(data);
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
using FileStream file = File.Create(path);
ml.Model.ConvertToOnnx(model, data, file);
