using CsCheck;
using Sed.Exchange.Fuzzing.Engine;
using Sed.Exchange.Fuzzing.Mutation;
using Sed.Exchange.Fuzzing.Targets;
using Sed.Exchange.Tests.Foreign;

namespace Sed.Exchange.Tests.Properties;

/// <summary>The targets of the fuzzer by themselves: their own seeds say something, and some mutants of every kind in every run, without looking at coverage.</summary>
public sealed class TargetTests
{
    // Nothing in them is signed: they are about structure alone.
    private static readonly string[] Unsigned = ["zip", "passport"];

    public static TheoryData<string> Names => new(FuzzTarget.All.Select(target => target.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Seeds_have_no_faults_and_prove_what_mutants_must_not(string name)
    {
        var target = Find(name);
        var judge = new Judge(target);
        List<byte[]> seeds = [.. target.MakeSeeds()];

        Assert.All(seeds, seed => Assert.Null(judge.Learn(seed)));
        Assert.Equal(!Unsigned.Contains(name), seeds.Exists(seed => target.Read(seed).Count > 0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mutant_has_no_faults(string name)
    {
        var target = Find(name);
        var judge = new Judge(target);
        List<byte[]> seeds = [.. target.MakeSeeds()];
        foreach (var seed in seeds) judge.Learn(seed);

        Gen.Select(Gen.Int[0, seeds.Count - 1], Gen.Int[0, seeds.Count - 1], Gen.Int).Sample(
            (one, other, chance) => judge.Look(Mutant.Of(seeds[one], seeds[other], new Random(chance))) is not { } fault ? true : throw new InvalidOperationException($"{fault}"),
            iter: 40,
            threads: 1);
    }

    [Fact]
    public void Nobody_is_told_right_what_no_seed_says()
    {
        var target = Find("cms");
        var judge = new Judge(target);

        // Learned nothing: even what is right is unknown.
        Assert.Equal("passes", judge.Look(target.MakeSeeds().First())?.Kind);
    }

    [Fact]
    public void A_name_in_a_container_counts_where_it_is_signed_and_only_there()
    {
        List<(string Name, byte[] Content)> references = Asic.Letters(cades: false), manifest = Asic.Letters(cades: true), simple = Asic.Letter();
        var (letter, note) = (simple.Of("letter.txt"), references.Of("приложение 1.txt"));
        List<(string, byte[])> swapped = [("letter.txt", note), ("приложение 1.txt", letter)];
        var mimetype = simple.Of("mimetype");
        var judge = new Judge(Find("asic"));
        Assert.All([references, manifest, simple], seed => Assert.Null(judge.Learn(Asic.Zip(seed))));

        // References of XAdES say the same in an ASiC-S; the one file under a CMS signature, and a manifest, may have any name.
        Quiet(references.With("mimetype", _ => mimetype));
        Quiet([.. references.With("mimetype", _ => mimetype), ("content/letter.txt", note)]);
        Quiet([.. simple.Without("letter.txt"), ("content/letter.txt", letter)]);
        Quiet([.. simple.Without("letter.txt").Without("mimetype"), ("content/letter.txt", letter)]);
        Quiet([.. manifest.Without(Asic.Manifest), ("META-INF/ASiCManifest1.xml", manifest.Of(Asic.Manifest))]);

        // What no seed has signed under that name, or at all.
        Alarm([("mimetype", mimetype), .. swapped, (Asic.Xml, Asic.SignXml(swapped))]);
        Alarm([("mimetype", mimetype), ("content/letter.txt", letter), (Asic.Xml, Asic.SignXml([("content/letter.txt", letter)]))]);
        Alarm([("mimetype", mimetype), ("letter.txt", note), (Asic.Cms, Asic.Sign(note))]);
        var list = Asic.ManifestOf(Asic.Cms, swapped);
        Alarm([("mimetype", manifest.Of("mimetype")), .. swapped, (Asic.Manifest, list), (Asic.Cms, Asic.Sign(list))]);

        void Quiet(List<(string, byte[])> entries) => Assert.Null(judge.Look(Asic.Zip(entries)));
        void Alarm(List<(string, byte[])> entries) => Assert.Equal("passes", judge.Look(Asic.Zip(entries))?.Kind);
    }

    private static FuzzTarget Find(string name) => FuzzTarget.All.Single(target => target.Name == name);
}
