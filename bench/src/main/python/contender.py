"""PyTorch itself as a contender: float32, channels last, which is its fastest layout. Started and asked by Worker.java."""
import resource
import sys
import time

import torch
from torch import nn


def alexnet():
    """The report's AlexNet; Keras' batch normalisation and dropout."""
    norm = lambda channels: nn.BatchNorm2d(channels, eps=1e-3, momentum=0.01)
    return nn.Sequential(
        nn.Conv2d(3, 96, 11, stride=4), nn.ReLU(), nn.MaxPool2d(3, 2), norm(96),
        nn.Conv2d(96, 256, 5), nn.ReLU(), nn.MaxPool2d(3, 2), norm(256),
        nn.Conv2d(256, 256, 3), nn.ReLU(),
        nn.Conv2d(256, 384, 3), nn.ReLU(),
        nn.Conv2d(384, 384, 3), nn.ReLU(), nn.MaxPool2d(3, 2), norm(384),
        nn.Flatten(), nn.Linear(384, 4096), nn.ReLU(), nn.Dropout(),
        nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 19))


def vgg19():
    layers, channels = [], 3
    for convolutions, out in ((2, 64), (2, 128), (4, 256), (4, 512), (4, 512)):
        for _ in range(convolutions):
            layers += [nn.Conv2d(channels, out, 3, padding=1), nn.ReLU(inplace=True)]
            channels = out
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers)


def images(batch):
    return torch.rand(batch, 3, 224, 224).to(memory_format=torch.channels_last)


def train_step(batch):
    net = alexnet().to(memory_format=torch.channels_last).train()
    adam = torch.optim.Adam(net.parameters(), lr=1e-3, eps=1e-7, fused=True)
    inputs, labels = images(batch), torch.arange(batch) % 19

    def step():
        adam.zero_grad(set_to_none=True)
        nn.functional.cross_entropy(net(inputs), labels).backward()
        adam.step()

    return step


def features(batch):
    net, inputs = vgg19().to(memory_format=torch.channels_last).eval(), images(batch)

    @torch.inference_mode()
    def forward():
        net(inputs)

    return forward


WORKS = {
    "ALEXNET_TRAIN_STEP": lambda: train_step(64),
    "ALEXNET_TRAIN_STEP_16": lambda: train_step(16),
    "VGG19_FEATURES": lambda: features(16),
}

if __name__ == "__main__":
    work = WORKS[sys.argv[1]]()
    for _ in range(3):
        work()
    print("answer 0", flush=True)
    for command in sys.stdin:
        if command.strip() == "memory":
            print("answer", 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
        else:
            start = time.perf_counter()
            work()
            print("answer", time.perf_counter() - start, flush=True)
