using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Optimizers;
using PrivacyGate.Onnx.Training.Parameters;
using PrivacyGate.Onnx.Training.Recipes;

namespace PrivacyGate.Onnx.Tests.Training.Optimizers;

public class OptimizerTests
{
    private static readonly Dictionary<string, TrainingRecipe> Recipes = new()
    {
        ["sgd"] = new() { Optimizer = OptimizerKind.Sgd, LearningRate = .05 },
        ["sgd decay"] = new() { Optimizer = OptimizerKind.Sgd, LearningRate = .05, WeightDecay = .01 },
        ["momentum"] = new() { Optimizer = OptimizerKind.Sgd, LearningRate = .05, Momentum = .9 },
        ["nesterov decay"] = new() { Optimizer = OptimizerKind.Sgd, LearningRate = .05, Momentum = .8, Nesterov = true, WeightDecay = .02 },
        ["adam"] = new() { LearningRate = .01 },
        ["adam decay"] = new() { LearningRate = .01, Beta1 = .8, Beta2 = .95, Epsilon = 1e-6, WeightDecay = .1 },
        ["adamw"] = new() { Optimizer = OptimizerKind.AdamW, LearningRate = .01, WeightDecay = .1 },
    };

    [Theory]
    [InlineData("sgd")]
    [InlineData("sgd decay")]
    [InlineData("momentum")]
    [InlineData("nesterov decay")]
    [InlineData("adam")]
    [InlineData("adam decay")]
    [InlineData("adamw")]
    public void Every_step_is_PyTorchs(string name)
    {
        var recipe = Recipes[name];
        var optimizer = Optimizer.Of(recipe);
        var values = Aligned(Golden.Start);
        AlignedFloats[] moments = [.. Enumerable.Range(0, optimizer.Moments).Select(_ => new AlignedFloats(Golden.Start.Length))];
        var wanted = Golden.Trace(name);
        for (var step = 1; step <= wanted.Length; step++)
        {
            optimizer.Update(values, Aligned(Golden.Gradients[step - 1]), moments, recipe.LearningRate, step);
            for (var i = 0; i < Golden.Start.Length; i++)
            {
                var one = wanted[step - 1][i];
                Assert.True(Math.Abs(values.Span[i] - one) <= 2e-7 + (2e-6 * Math.Abs(one)), $"step {step}, parameter {i}: {values.Span[i]} is not {one}");
            }
        }
    }

    [Fact]
    public void Padding_stays_zero()
    {
        foreach (var recipe in Recipes.Values)
        {
            var optimizer = Optimizer.Of(recipe);
            var values = Aligned(Golden.Start);
            AlignedFloats[] moments = [.. Enumerable.Range(0, optimizer.Moments).Select(_ => new AlignedFloats(Golden.Start.Length))];
            optimizer.Update(values, Aligned(Golden.Gradients[0]), moments, recipe.LearningRate, 1);
            Assert.All(values.Span[Golden.Start.Length..].ToArray(), static value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void The_cosine_schedule_is_PyTorchs()
    {
        var recipe = new TrainingRecipe { LearningRate = .3, Schedule = LearningRateSchedule.Cosine };
        var wanted = Golden.Schedule("cosine");
        for (var epoch = 0; epoch < wanted.Length; epoch++)
        {
            Assert.Equal(wanted[epoch], LearningRate.At(recipe, epoch * 7, 7, 10), 1e-12);
            Assert.Equal(wanted[epoch], LearningRate.At(recipe, (epoch * 7) + 6, 7, 10), 1e-12);
        }
    }

    [Fact]
    public void Warm_up_rises_in_equal_steps_to_the_full_rate()
    {
        var recipe = new TrainingRecipe { LearningRate = .8, WarmupEpochs = .5 };
        double[] rates = [.. Enumerable.Range(0, 10).Select(step => LearningRate.At(recipe, step, 16, 3))];
        double[] wanted = [.1, .2, .3, .4, .5, .6, .7, .8, .8, .8];
        Assert.Equal(wanted, rates.Select(static rate => Math.Round(rate, 12)));
    }

    private static AlignedFloats Aligned(float[] numbers)
    {
        var aligned = new AlignedFloats(numbers.Length);
        numbers.CopyTo(aligned.Span);
        return aligned;
    }
}
