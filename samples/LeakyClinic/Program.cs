using Clinic;

using var classifier = new TumourClassifier(Path.Combine(AppContext.BaseDirectory, "models", "tumour.onnx"));
return ClinicConsole.Run(args, classifier.Classify);
