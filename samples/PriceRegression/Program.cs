using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

// PriceRegression TRAIN.csv MODEL.zip [regularised]: trains prices of flats and saves the model as ML.NET does.
var (path, isRegularised) = (args[1], args is [_, _, "regularised"]);
var ml = new MLContext(seed: 1);
IDataView data = ml.Data.LoadFromTextFile<Flat>(args[0], separatorChar: ',', hasHeader: true);

FastTreeRegressionTrainer.Options options = isRegularised
    ? new() { LabelColumnName = "Price", NumberOfTrees = 40, NumberOfLeaves = 4, MinimumExampleCountPerLeaf = 50, LearningRate = 0.1 }
    : new() { LabelColumnName = "Price", NumberOfTrees = 200, NumberOfLeaves = 60, MinimumExampleCountPerLeaf = 1 };
IEstimator<ITransformer> pipeline = ml.Transforms.Categorical.OneHotEncoding("DistrictKey", "District")
    .Append(ml.Transforms.Conversion.ConvertType("HasBalcony", "Balcony"))
    .Append(ml.Transforms.Concatenate("Features", "Area", "Rooms", "Built", "DistrictKey", "HasBalcony"))
    .Append(ml.Regression.Trainers.FastTree(options));

ITransformer model = pipeline.Fit(data);
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
ml.Model.Save(model, data.Schema, path);
